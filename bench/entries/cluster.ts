export { startCluster } from '../../lib/embedded/start-cluster'
