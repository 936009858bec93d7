// Run in a worker, the module answers to the messages of elk-api.
import 'elkjs/lib/elk-worker.min.js'
