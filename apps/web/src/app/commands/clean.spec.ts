import type { CleanTarget } from '@reprise/contracts';
import { aJob } from '../testing/views.ts';
import { clean } from './clean.ts';

describe('the dialog of a clean', () => {
  it('offers the files that the server would delete, and no others', () => {
    const offered = (cleanable: CleanTarget[]) =>
      clean.options.filter(({ isOffered }) => isOffered?.(aJob({ cleanable }))).map(({ flag }) => flag);
    expect(offered(['work_dir', 'results', 'all'])).toEqual(['work_dir', 'results', 'all']);
    expect(offered(['results', 'all'])).toEqual(['results', 'all']);
  });
});
