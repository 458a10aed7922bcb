import type { TaskView } from '@reprise/contracts';
import type { IconName } from '../../../shared/parts/icons.ts';

/** A task as it is shown: its name without the sample's, its status, and the time for which it ran. */
export interface ListedTask {
  readonly task: TaskView;
  readonly label: string;
  readonly look: { readonly key: string; readonly icon: IconName; readonly turning: boolean; readonly word: string };
  /** Without frozen time; null before it starts. */
  readonly durationMs: number | null;
}
