-- CreateTable
CREATE TABLE "report_runs" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "report" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    CONSTRAINT "report_runs_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "report_runs" ENABLE ROW LEVEL SECURITY;
