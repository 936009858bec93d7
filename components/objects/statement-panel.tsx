'use client'

import dynamic from 'next/dynamic'
import { LoadingRows } from '../states/loading-rows'

/** The statements of two environments; loaded when they are shown, below what is looked at first. */
export const StatementPanel = dynamic(
  () => import('./object-statements').then((module) => module.ObjectStatements),
  { ssr: false, loading: () => <LoadingRows label="Opening the statements…" /> },
)
