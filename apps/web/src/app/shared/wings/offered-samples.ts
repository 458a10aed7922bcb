import { InjectionToken } from '@angular/core';

/** Sample with which a samplesheet can begin. */
export interface OfferedSample {
  readonly sample_id: string;
  readonly name: string;
  /** Folder of its files. */
  readonly input_dir: string;
  readonly files: readonly { readonly name: string }[];
}

/** Lists the samples of a wing, newest first; empty without such a wing. */
export const OFFERED_SAMPLES = new InjectionToken<() => Promise<readonly OfferedSample[]>>('offered samples', {
  factory: () => () => Promise.resolve([]),
});
