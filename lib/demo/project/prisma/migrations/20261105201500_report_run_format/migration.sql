-- AlterTable
ALTER TABLE "report_runs" ADD COLUMN "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
ADD COLUMN "format" TEXT NOT NULL DEFAULT 'pdf';
