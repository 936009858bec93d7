'use client'

import dynamic from 'next/dynamic'
import { LoadingRows } from '../states/loading-rows'

/** Every property in every environment; brings what marks words along, which no other page needs at first. */
export const PropertiesTable = dynamic(
  () => import('./object-properties').then((module) => module.ObjectProperties),
  { ssr: false, loading: () => <LoadingRows label="Opening the properties…" rows={4} /> },
)
