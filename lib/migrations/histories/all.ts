import type { HistoryTool } from '../history-tool'
import { prisma } from './prisma'
import { supabase } from './supabase'

/** Every tool whose record is read; where a table fits several, the first one has it. */
export const HISTORY_TOOLS: readonly HistoryTool[] = [supabase, prisma]
