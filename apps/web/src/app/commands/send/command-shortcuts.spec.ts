import { jest } from '@jest/globals';
import { actionNames, type JobView } from '@reprise/contracts';
import { aJob } from '../../testing/views.ts';
import type { CommandPrompt } from './command-prompt.ts';
import { commandShortcuts } from './command-shortcuts.ts';

const ask = jest.fn<CommandPrompt['ask']>();
beforeEach(() => jest.resetAllMocks());
const shortcutsOf = (job: JobView | null, may = (_: string) => true) =>
  commandShortcuts({ group: 'Job', object: 'the job', job: () => job, prompt: { ask }, may });

describe('the shortcuts of a job', () => {
  it.each(actionNames)('select %s if the server allows only it', (action) => {
    const job = aJob({ allowed_actions: [action] });
    const ready = shortcutsOf(job).filter((each) => each.ready!());
    expect(ready).toHaveLength(1);
    ready[0]!.run();
    expect(ask.mock.calls).toEqual([[job, action]]);
  });

  it('do nothing if the server allows no command, or without a job', () => {
    for (const job of [aJob({ allowed_actions: [] }), null])
      for (const each of shortcutsOf(job)) {
        expect(each.ready!()).toBe(false);
        each.run();
      }
    expect(ask).not.toHaveBeenCalled();
  });

  it("are not offered if the person's role does not allow the command", () => {
    const offered = shortcutsOf(aJob(), (name) => name === 'cancel').filter((each) => each.isOffered!());
    expect(offered.map(({ label }) => label)).toEqual(['Cancel the job']);
  });

  it('are labelled with sentences', () => {
    expect(shortcutsOf(null).map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Cancel the job', 'Change the priority of the job', 'Rerun the job', 'Clean the job']),
    );
  });
});
