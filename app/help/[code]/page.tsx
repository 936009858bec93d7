import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '@/components/ui/page-header'
import { explainCode } from '@/lib/objects/error-catalog'

interface HelpPageProps {
  readonly params: Promise<{ code: string }>
}

export async function generateMetadata({ params }: HelpPageProps): Promise<Metadata> {
  return { title: explainCode((await params).code)?.title ?? 'Help' }
}

/** What an error code means, why it happens and what to do; works without any connection. */
export default async function HelpPage({ params }: HelpPageProps) {
  const { code } = await params
  const explanation = explainCode(code)
  if (!explanation) notFound()
  const { title, cause, nextSteps } = explanation
  return (
    <>
      <PageHeader title={title} summary={<span className="font-mono">{code}</span>} />
      <div className="max-w-[72ch] space-y-6">
        <section>
          <h2 className="font-semibold text-lg">Why it happens</h2>
          <p className="mt-1">{cause}</p>
        </section>
        <section>
          <h2 className="font-semibold text-lg">What to do</h2>
          <ol className="mt-1 list-decimal space-y-1 pl-5">
            {nextSteps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
      </div>
    </>
  )
}
