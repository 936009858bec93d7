'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { lazy, Suspense } from 'react'
import { describePageError } from '@/components/states/page-error'
import { requestJson } from '@/lib/client/request'
import { parseObjectId } from '@/lib/objects/address'
import type { EnvironmentsAnswer } from '@/lib/services/list-environments'
import type { ObjectAnswer, ObjectDifference } from '@/lib/services/object-answer'
import { ObjectHistory } from '../history/object-history'
import { ErrorState } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { PageHeader } from '../ui/page-header'
import { Panel } from '../ui/panel'
import { SafeText } from '../ui/safe-name'
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
const WhatItMeans = lazy(() => import('./what-it-means').then((module) => ({ default: module.WhatItMeans })))

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
    meta: { failuresToldByAsker: 'never' },
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
          <Suspense fallback={<PlaceOfWhatItMeans difference={worst} />}>
            <WhatItMeans
              difference={worst}
              environment={target?.environment ?? ''}
              reference={object.reference ?? ''}
            />
          </Suspense>
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

/** As high as what will be told, so that nothing below it moves. */
function PlaceOfWhatItMeans({
  difference: { meaning, reasons, hazards, consequences },
}: {
  readonly difference: ObjectDifference
}) {
  const lines = (reasons?.length ?? 0) + (consequences > 0 ? 1 : 0) + (hazards.length > 0 ? 1 : 0)
  return (
    <div role="status" className="space-y-2">
      <p className="text-muted">{meaning ? <SafeText text={meaning} /> : 'What it means…'}</p>
      {lines > 0 && <div style={{ height: `${lines * 1.5}rem` }} />}
    </div>
  )
}

function ParentLink({ id }: { readonly id: string }) {
  const ref = parseObjectId(id)
  if (!ref) return null
  return (
    <>
      of {ref.kind.replaceAll('-', ' ')}{' '}
      <Link href={objectHref(id)} className="underline underline-offset-4">
        <ObjectName kind={ref.kind} address={ref.address} />
      </Link>
    </>
  )
}
