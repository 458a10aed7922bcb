import { computed, inject, Service } from '@angular/core';
import { RequiredReasons } from '@reprise/web/commands/reasons/required-reasons.ts';
import { Sheets } from '@reprise/web/core/sheets.ts';
import type { BulkProgress, CommandToMany, OfferedBulk } from '@reprise/web/shared/wings/offered-bulk.ts';
import type { BulkView } from '../contract/index.ts';
import { bulkProgress, doneOf, labelOf, lostText, titleOf } from './bulk-text.ts';
import { FollowedBulk } from './followed-bulk.ts';

/** Sends commands for many jobs on behalf of pages of the core, and shows the progress of the last one. */
@Service()
export class BulkCommands implements Omit<OfferedBulk, 'isAllowed'> {
  private readonly sheets = inject(Sheets);
  private readonly requiredReasons = inject(RequiredReasons);
  private readonly followed = inject(FollowedBulk);

  readonly progress = computed((): BulkProgress | null => {
    const bulk = this.followed.bulk();
    if (bulk === null) return null;
    const isLost = this.followed.isLost();
    return {
      title: titleOf(bulk),
      text: isLost ? lostText(bulk) : bulkProgress(bulk),
      state: isLost ? 'lost' : stateOf(bulk),
      total: bulk.total,
      done: doneOf(bulk),
      page: `/bulk/${bulk.bulk_id}`,
    };
  });
  readonly dismiss = () => this.followed.dismiss();

  readonly send = async (command: CommandToMany): Promise<boolean> => {
    await this.requiredReasons.known();
    if (this.sheets.isOpen) return false;
    const dialog = import('./dialog/bulk-dialog.ts').then((m) => m.BulkDialog);
    const options = { label: `${labelOf(command.action, command.count)}?`, alert: true };
    const started = await this.sheets.open<BulkView>(dialog, command, options);
    if (!started) return false;
    this.followed.follow(started);
    return true;
  };
}

function stateOf({ finished_at, refused, failed }: BulkView): BulkProgress['state'] {
  if (finished_at === null) return 'running';
  return refused || failed ? 'incomplete' : 'complete';
}
