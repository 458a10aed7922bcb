import { commandNamesFor, type CommandName, type CommandNameFor, type CommandTarget } from '@reprise/contracts';
import { commandRoutes } from '@reprise/contracts/routes';
import type { Caller } from '../http/caller.ts';
import { serveBy } from '../http/serve-by.ts';

/** Controller of the commands for one kind of target. */
interface CommandController<N extends CommandName> {
  /**
   * @param target id of the job or runner, or name of the queue; undefined if the command creates it
   */
  execute(name: N, target: string | undefined, body: never, caller: Caller): Promise<object>;
}

/** Input of a route of the catalogue. Its path names the target, if there is one. */
interface CommandInput {
  readonly params: Readonly<Record<string, string>>;
  readonly body: never;
}

/** Adds a route for each command for a kind of target, with its path, body and documentation. */
export function serveCommands<T extends CommandTarget>(
  target: T,
  controller: { readonly prototype: CommandController<CommandNameFor<T>> },
): void {
  for (const name of commandNamesFor(target))
    serveBy(
      controller,
      name,
      commandRoutes[name],
      function (this: CommandController<CommandNameFor<T>>, { params, body }: CommandInput, caller: Caller) {
        return this.execute(name, Object.values(params)[0], body, caller);
      },
    );
}
