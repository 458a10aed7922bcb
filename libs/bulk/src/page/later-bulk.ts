import { EnvironmentInjector, inject, Service, signal } from '@angular/core';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import type { CommandToMany, OfferedBulk } from '@reprise/web/shared/wings/offered-bulk.ts';
import type { BulkCommands } from './bulk-commands.ts';

/** Bulk commands. Their code is loaded with the first page that offers them. */
@Service()
export class LaterBulk implements OfferedBulk {
  private readonly user = inject(CurrentUser);
  private readonly injector = inject(EnvironmentInjector);
  private readonly commands = signal<BulkCommands | null>(null);

  constructor() {
    // Continues with a command that this tab followed before a reload. If this fails, the next send loads it again.
    void this.load().then(
      (commands) => this.commands.set(commands),
      () => undefined,
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
