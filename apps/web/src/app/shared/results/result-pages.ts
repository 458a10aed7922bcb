import { InjectionToken } from '@angular/core';
import type { JobView } from '@reprise/contracts';
import type { IconName } from '../parts/icons.ts';

/** Kind of a result that a job names by a field of its own, such as `bam_path`. */
type ResultKind = Extract<keyof JobView, `${string}_path`> extends `${infer Kind}_path` ? Kind : never;

/** A page that a wing makes of results of a job. The page of the job and its menu lead there. */
export interface ResultPage {
  /** Below the address of the job. */
  readonly path: string;
  readonly icon: IconName;
  /** Button on the page of the job, which needs one of these kinds of results. */
  readonly button: { readonly label: string; readonly anyOf: readonly ResultKind[] };
  /** Entry in the menu of a completed job, which needs this kind. */
  readonly menuItem: { readonly label: string; readonly needs: ResultKind };
}

/** Result pages of the wings; empty without such wings. */
export const RESULT_PAGES = new InjectionToken<readonly ResultPage[]>('result pages', { factory: () => [] });

/** Whether a job has a result of one of these kinds. */
export const hasResult = (job: JobView, kinds: readonly ResultKind[]): boolean =>
  kinds.some((kind) => job[`${kind}_path`]);
