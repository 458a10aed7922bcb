import { InjectionToken } from '@angular/core';
import type { JobView } from '@reprise/contracts';
import type { IconName } from '../parts/icons.ts';

/** Kind of a result that has its own field in a job, such as `bam_path`. */
type ResultKind = Extract<keyof JobView, `${string}_path`> extends `${infer Kind}_path` ? Kind : never;

/** A page that a wing provides for a job's results. The job's page and menu link to it. */
export interface ResultPage {
  /** Path below the address of the job. */
  readonly path: string;
  readonly icon: IconName;
  /** Button on the job's page, which is shown if there are results of one of these kinds. */
  readonly button: { readonly label: string; readonly anyOf: readonly ResultKind[] };
  /** Entry in the menu of a completed job, which is shown if there is a result of this kind. */
  readonly menuItem: { readonly label: string; readonly needs: ResultKind };
}

/** Result pages of the wings; empty without such wings. */
export const RESULT_PAGES = new InjectionToken<readonly ResultPage[]>('result pages', { factory: () => [] });

/** Whether a job has a result of one of these kinds. */
export const hasResult = (job: JobView, kinds: readonly ResultKind[]): boolean =>
  kinds.some((kind) => job[`${kind}_path`]);
