'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { describePageError } from '@/components/states/page-error'
import { requestJson } from '@/lib/client/request'
import { parseObjectId } from '@/lib/objects/address'
import type { EnvironmentsAnswer } from '@/lib/services/list-environments'
import type { ObjectAnswer } from '@/lib/services/object-answer'
import { ObjectHistory } from '../history/object-history'
import { ErrorState } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { PageHeader } from '../ui/page-header'
import { Panel } from '../ui/panel'
import { ChildrenPanel } from './children-panel'
import { ObjectActions } from './object-actions'
import { objectHref } from './object-href'
import { ObjectName } from './object-name'
import { useObjectState } from './object-state'
import { PropertiesTable } from './properties-table'
import { RelatedPanels } from './related-panels'
import { StatementPanel } from './statement-panel'
import { VariantsPanel } from './variants-panel'

/** Only for what differs. */
const WhatItMeans = dynamic(() => import('./what-it-means').then((module) => module.WhatItMeans), {
  ssr: false,
  loading: () => <LoadingRows label="What it means…" rows={1} />,
})

/** The page of one object: how it looks in every environment, property by property and as a statement. */
export function ObjectView({ id }: { readonly id: string }) {
  const object = useQuery({
    queryKey: ['object', id],
    queryFn: ({ signal }) =>
      requestJson<ObjectAnswer>(`/api/objects?id=${encodeURIComponent(id)}`, { signal }),
  })
  const environments = useQuery({
    queryKey: ['environments'],
    queryFn: ({ signal }) => requestJson<EnvironmentsAnswer>('/api/environments', { signal }),
  })
  const isReading = environments.data?.environments.some(
    ({ state, isChecking }) => state === 'never' && isChecking,
  )
  if (object.data) return <ObjectPage object={object.data} />
  if (object.isPending || isReading) return <LoadingPage id={id} />
  return <ErrorState level={1} error={describePageError(object.error)} onRetry={() => object.refetch()} />
}

function LoadingPage({ id }: { readonly id: string }) {
  const ref = parseObjectId(id)
  return (
    <>
      <PageHeader title={ref ? <ObjectName kind={ref.kind} address={ref.address} /> : 'Object'} />
      <LoadingRows label="Reading the environments…" />
    </>
  )
}

function ObjectPage({ object }: { readonly object: ObjectAnswer }) {
  const state = useObjectState(object)
  const target = object.environments.find(({ environment }) => environment === state.target)
  const worst = target?.difference
  return (
    <>
      <PageHeader
        title={
          <ObjectName kind={object.kind} address={object.address} attachedParts={object.attachedParts} />
        }
        summary={
          <p>
            <span className="inline-block first-letter:uppercase">{object.label}</span>{' '}
            {object.parent && <ParentLink id={object.parent} />}
          </p>
        }
        actions={<ObjectActions object={object} state={state} />}
      />
      <div className="space-y-6">
        <VariantsPanel object={object} state={state} />
        {worst && (
          <WhatItMeans
            difference={worst}
            environment={target?.environment ?? ''}
            reference={object.reference ?? ''}
          />
        )}
        <Panel title="Properties">
          <PropertiesTable object={object} />
        </Panel>
        <StatementPanel object={object} state={state} />
        <ChildrenPanel object={object} />
        <RelatedPanels id={object.id} reference={object.reference} />
        <Panel title="History">
          <ObjectHistory id={object.id} />
        </Panel>
      </div>
    </>
  )
}

function ParentLink({ id }: { readonly id: string }) {
  const ref = parseObjectId(id)
  if (!ref) return null
  return (
    <>
      of {ref.kind.replaceAll('-', ' ')}{' '}
      <Link href={objectHref(id)} className="underline underline-offset-2">
        <ObjectName kind={ref.kind} address={ref.address} />
      </Link>
    </>
  )
}
