import { messageOf, summaryOf, type Diagnosis } from './diagnosis/diagnosis.ts';
import type { FailureDigest } from './failure-digest.ts';
import { cutText } from './plain-text.ts';

const MAX_SUMMARY = 400;
const MAX_MESSAGE = 16_000;

/** Formats a failure as text for people. */
export const failureText = (subject: string, diagnosis: Diagnosis): Pick<FailureDigest, 'summary' | 'message'> => ({
  summary: cutText(summaryOf(diagnosis).split('\n', 1)[0] ?? '', MAX_SUMMARY),
  message: cutText(messageOf(subject, diagnosis), MAX_MESSAGE),
});
