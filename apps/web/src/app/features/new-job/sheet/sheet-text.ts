import { plural } from '../../../shared/format.ts';

/** End of the sentence about a sheet without errors but with warnings, which do not prevent a submission. */
export function readyText(jobs: number, isNameMissing: boolean): string {
  if (isNameMissing) return '. The job still needs a name.';
  return jobs === 1 ? ': the job can be submitted' : ': the jobs can be submitted';
}

/** Text about what is lost when the user leaves a sheet. @param rows number of rows that were not submitted */
export const lostText = (rows: number): string =>
  `${plural(rows, 'row')} of this sheet would be lost: ${rows === 1 ? 'it has' : 'they have'} not been submitted.`;
