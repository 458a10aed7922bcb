import { Component, computed, inject, input, output } from '@angular/core';
import { Button, IconButton } from '@reprise/web/shared/parts/button.ts';
import { bytes } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { Transfers } from '../transfer/transfers.ts';
import type { SampleGroup } from './sample-group.ts';
import { rowLook, rowText, type UploadRow } from './upload-row.ts';

let panels = 0;

/** A sample to be created: its name, its files with their progress, and open issues. */
@Component({
  selector: 'rp-group-panel',
  imports: [Icon, Button, IconButton],
  host: { class: 'panel' },
  templateUrl: './group-panel.html',
  styleUrl: './group-panel.css',
})
export class GroupPanel {
  protected readonly transfers = inject(Transfers);
  readonly group = input.required<SampleGroup>();
  readonly isMaking = input(false);
  /** Whether it is selected for creation with others; null if that is not offered. */
  readonly isChosen = input<boolean | null>(null);
  readonly picked = output();
  /** Response of the server to the last try. */
  readonly refusal = input('');
  readonly renamed = output<string>();
  /** Emits whether to open a new job for the sample. */
  readonly made = output<boolean>();
  readonly removed = output<UploadRow>();
  protected readonly id = `rp-group-${String(panels++)}`;
  protected readonly problems = computed(() => [...this.group().problems, this.refusal()].filter(Boolean));
  protected readonly words = rowText;
  protected readonly look = rowLook;
  protected readonly bytes = bytes;

  protected isPartial = ({ state }: UploadRow): boolean => !['checking', 'ready', 'rejected'].includes(state);
  protected percent = ({ sent, size }: UploadRow): number => Math.floor((100 * sent) / Math.max(1, size));
}
