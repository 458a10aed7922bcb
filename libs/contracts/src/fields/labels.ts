import * as z from 'zod';
import { LABEL_SYNTAX, parseLabel } from './label-text.ts';

/** Maximum number of labels on a job. */
export const MAX_LABELS = 20;

const RULE = 'must be at most 63 letters, digits, dots, dashes and underscores, with a letter or digit at both ends';

/** Key or value of a label. */
export const LabelPart = z.string().regex(LABEL_SYNTAX, RULE);

/** Labels as a user gives them, by key: `{"run": "2026-48"}`. */
export const LabelsInput = z.record(z.string(), LabelPart).superRefine((labels, context) => {
  const keys = Object.keys(labels);
  for (const key of keys.filter((each) => !LABEL_SYNTAX.test(each)))
    context.addIssue({ code: 'custom', path: [key], message: `is no key of a label: it ${RULE}` });
  if (keys.length > MAX_LABELS)
    context.addIssue({ code: 'custom', message: `must have at most ${String(MAX_LABELS)} labels` });
});

/** Labels of a job, by key. */
export const Labels = z.record(z.string(), z.string());
export type Labels = z.infer<typeof Labels>;

/** Label in a filter: `run=2026-48`. */
export const LabelFilter = z
  .string()
  .refine((text) => parseLabel(text) !== null, 'must be key=value of a label, such as run=2026-48');
