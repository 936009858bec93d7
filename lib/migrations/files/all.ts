import type { FileFormat } from '../file-format'
import { prismaFiles } from './prisma'
import { supabaseFiles } from './supabase'

/** Every format of migration folders; where a folder fits several, the first one has it. */
export const FILE_FORMATS: readonly FileFormat[] = [supabaseFiles, prismaFiles]
