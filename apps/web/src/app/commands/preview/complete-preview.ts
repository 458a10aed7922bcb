import type { PreviewStep, RunPreview } from '@reprise/contracts';

type LaterThan020 = 'missing_inputs' | 'changed_inputs' | 'pipeline_missing' | 'may_remain';

/** A preview of a gateway of this release, or of 0.2.0, which answers during a rolling upgrade and knows fewer facts. */
export interface ReceivedPreview
  extends Omit<RunPreview, LaterThan020 | 'steps'>, Partial<Pick<RunPreview, LaterThan020>> {
  readonly steps: readonly (Omit<PreviewStep, 'expected_ms'> & Partial<Pick<PreviewStep, 'expected_ms'>>)[];
}

/** Adds the facts that the gateway does not know. */
export const completePreview = (received: ReceivedPreview | null): RunPreview | null =>
  received && {
    missing_inputs: [],
    changed_inputs: [],
    pipeline_missing: null,
    may_remain: null,
    ...received,
    steps: received.steps.map((step) => ({ expected_ms: null, ...step })),
  };
