export type DemoEnvironmentName = 'local' | 'dev' | 'staging' | 'prod'

/** One migration as it came to an environment. */
export interface Step {
  readonly version: string
  /** False when it was marked as applied without having run. */
  readonly isRun?: false
  /** Another version it was recorded under, or null when nobody recorded it. */
  readonly recordedAs?: string | null
}

export interface DemoEnvironment {
  readonly name: DemoEnvironmentName
  /** The others are measured against it. */
  readonly isReference: boolean
  /** What ran after the common migrations, in the order in which it ran there. */
  readonly steps: readonly Step[]
}

/** The last migration that all environments ran alike; they are copies of one database up to it. */
export const lastCommonVersion = '20260529093000'

const webhooks = { version: '20260616101500' }
const customerSearch = { version: '20260630084500' }
const customerRisk = { version: '20260714150000' }
const disputedInvoices = { version: '20260728091000' }
const usageBilling = { version: '20260812130000' }
const apiKeys = { version: '20260903094000' }
const invitations = { version: '20260922140000' }
const payoutTracking = { version: '20261006103000' }
const paymentDisputes = { version: '20261104091500' }
const purchaseOrders = { version: '20261112110000' }

const released = [
  webhooks,
  customerSearch,
  customerRisk,
  disputedInvoices,
  usageBilling,
  apiKeys,
  invitations,
  payoutTracking,
]
const pending = [paymentDisputes, purchaseOrders]

/**
 * The four environments and how their histories parted. A migration that an environment ran in another wording, or
 * that no file of the project holds, is in the environment's own folder beside its `.sql` file.
 */
export const demoEnvironments: readonly DemoEnvironment[] = [
  { name: 'local', isReference: false, steps: [...released, ...pending] },
  {
    name: 'dev',
    isReference: false,
    steps: [
      { version: '20260610083000', recordedAs: null },
      webhooks,
      // Merged late and run by an assistant, which gave it the time of that moment as its version.
      { ...customerRisk, recordedAs: '20260714150622' },
      customerSearch,
      { ...disputedInvoices, isRun: false },
      usageBilling,
      { ...apiKeys, recordedAs: null },
      invitations,
      payoutTracking,
      ...pending,
    ],
  },
  {
    name: 'staging',
    isReference: false,
    steps: [...released, { version: '20261029161200' }, ...pending],
  },
  { name: 'prod', isReference: true, steps: released },
]
