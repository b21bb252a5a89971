// Tables of review, written by `npm run db:types`.
import type { Json } from "./value.ts";

interface ReviewFact {
  batch_id: string;
  fact: Json;
  is_own: boolean;
  matter: string | null;
  position: number;
}

interface ReviewMark {
  at: string;
  batch_id: string;
  by_name: string;
  mark: Json;
  position: number;
}

interface ReviewReviewedBatch {
  batch_id: string;
  batch_number: string;
  position: number;
  site: string;
}

interface ReviewRuleDraft {
  digest: string;
  position: number;
  rules: Json;
  site: string;
  version: number;
}

interface ReviewRuleStep {
  digest: string;
  effective_from: string | null;
  position: number;
  site: string;
  version: number;
  what: string;
}

export interface ReviewTables {
  "review.fact": ReviewFact;
  "review.mark": ReviewMark;
  "review.reviewed_batch": ReviewReviewedBatch;
  "review.rule_draft": ReviewRuleDraft;
  "review.rule_step": ReviewRuleStep;
}
