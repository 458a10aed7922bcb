import type { ActionName, JobView } from '@reprise/contracts';
import { actionNames } from '@reprise/contracts/command-names';
import type { Shortcut } from '../../core/page/shortcuts.ts';
import type { CommandPrompt } from './command-prompt.ts';
import { capital } from '../../shared/format.ts';
import { verbBeforeJob } from '../../shared/history/command-verb.ts';
import { commandButtons } from './command-buttons.ts';

type Parts = {
  /** Group in the list of shortcuts, and the noun for the job in the label: "Cancel the job". */
  group: string;
  object: string;
  job: () => JobView | null | undefined;
  prompt: Pick<CommandPrompt, 'ask'>;
  /** Whether the user's role allows a command. */
  may: (name: ActionName) => boolean;
};

/** A shortcut for each command for a job. It works while the job allows the command. */
export const commandShortcuts = ({ group, object, job, prompt, may }: Parts): Shortcut[] =>
  actionNames.map((name) => {
    const allowed = () => (job()?.allowed_actions.includes(name) ? job() : undefined);
    return {
      keys: commandButtons[name].key,
      label: `${capital(verbBeforeJob(name))} ${object}`,
      group,
      run: () => {
        const target = allowed();
        if (target) void prompt.ask(target, name);
      },
      ready: () => !!allowed(),
      isOffered: () => may(name),
    };
  });
