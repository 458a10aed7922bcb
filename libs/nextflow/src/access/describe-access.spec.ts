import type { AccessProblem, ClosedPlace } from './access-problem.ts';
import { describeAccess } from './describe-access.ts';

const place = (path: string, use: ClosedPlace['use'] = 'enter', owner: string | null = 'root'): ClosedPlace => ({
  path,
  use,
  owner,
  mode: owner === null ? null : '700',
});
const problem = (closed: AccessProblem['closed'], more: Partial<AccessProblem> = {}): AccessProblem => ({
  path: '/lab/in',
  user: 'reprise-tasks',
  closed,
  isBelow: false,
  isHidden: false,
  hasSetfacl: true,
  ...more,
});
const words = (given: AccessProblem, isInput = false) => describeAccess(given, { isInput });

describe('the message about a path that tasks cannot read', () => {
  it('states who may not enter which folder, and the command that opens all closed ones', () => {
    expect(words(problem([place('/lab'), place('/lab/in', 'list')]), true)).toEqual({
      reason: 'the user reprise-tasks, as which tasks run, may not enter /lab (owner root, mode 700)',
      remedy:
        'Run as root: `setfacl -m u:reprise-tasks:x /lab && setfacl -m u:reprise-tasks:rx /lab/in`, or upload the files instead.',
    });
  });

  it('opens the folder with its content if one of its files is closed', () => {
    const below = problem([place('/lab'), place('/lab/in/A 1.fq', 'read')], { isBelow: true });
    expect(words(below).remedy).toBe(
      'Run as root: `setfacl -m u:reprise-tasks:x /lab && setfacl -R -m u:reprise-tasks:rX /lab/in`.',
    );
    expect(words({ ...below, hasSetfacl: false }).remedy).toBe(
      'Run as root: `chmod o+x /lab && chmod -R o+rX /lab/in`.',
    );
  });

  it('names the owner as another user for tasks, if one non-root user owns everything', () => {
    expect(words(problem([place('/lab/in', 'list', 'ada')])).remedy).toContain(', or set REPRISE_TASK_USER=ada.');
    for (const closed of [
      [place('/lab', 'enter', 'bob'), place('/lab/in', 'list', 'ada')],
      [place('/lab', 'enter', '1007')],
    ] as const)
      expect(words(problem([...closed])).remedy).not.toContain('REPRISE_TASK_USER');
  });

  it('omits unknown facts, quotes paths, and advises a restart if the folder is hidden', () => {
    expect(words(problem([place("/lab/ada's", 'read', null)], { isHidden: true }))).toEqual({
      reason: "the user reprise-tasks, as which tasks run, may not read /lab/ada's",
      remedy: "Run as root: `setfacl -m u:reprise-tasks:r '/lab/ada'\\''s'`, and start the runner again.",
    });
  });
});
