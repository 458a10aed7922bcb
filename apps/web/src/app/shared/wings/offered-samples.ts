import { InjectionToken } from '@angular/core';

/** Sample that a samplesheet can start with. */
export interface OfferedSample {
  readonly sample_id: string;
  readonly name: string;
  /** Folder with its files. */
  readonly input_dir: string;
  readonly files: readonly { readonly name: string }[];
}

/** Lists the samples of a wing, the newest first; empty if there is no such wing. */
export const OFFERED_SAMPLES = new InjectionToken<() => Promise<readonly OfferedSample[]>>('offered samples', {
  factory: () => () => Promise.resolve([]),
});
