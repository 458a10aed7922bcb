import { EnvironmentInjector, inject, Service, signal } from '@angular/core';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import type { CommandToMany, OfferedBulk } from '@reprise/web/shared/wings/offered-bulk.ts';
import type { BulkCommands } from './bulk-commands.ts';
import { stored } from './followed-id.ts';

/** Bulk commands. Their code is loaded when the first one is sent. */
@Service()
export class LaterBulk implements OfferedBulk {
  private readonly user = inject(CurrentUser);
  private readonly injector = inject(EnvironmentInjector);
  private readonly commands = signal<BulkCommands | null>(null);

  constructor() {
    // After a reload, continues with the command that this tab followed.
    if (stored() !== null)
      void this.load().then(
        (commands) => this.commands.set(commands),
        () => undefined, // the audit has it
      );
  }

  readonly isAllowed = () => this.user.whyNotRoute('POST /api/jobs/bulk') === null;
  readonly progress = () => this.commands()?.progress() ?? null;
  readonly dismiss = () => this.commands()?.dismiss();

  readonly send = async (command: CommandToMany): Promise<boolean> => {
    const commands = await this.load();
    this.commands.set(commands);
    return commands.send(command);
  };

  private async load(): Promise<BulkCommands> {
    const { BulkCommands } = await import('./bulk-commands.ts');
    return this.injector.get(BulkCommands);
  }
}
