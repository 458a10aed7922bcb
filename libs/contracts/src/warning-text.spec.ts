import { warningText } from './warning-text.ts';

const results = { about: 'results', message: 'Nextflow did not publish all results: the disk is full.' } as const;
const cache = { about: 'cache', message: "Nextflow's cache has none of its 2 tasks." } as const;

describe('the text about a job with warnings', () => {
  it('mentions incomplete results only if some were not published', () => {
    expect(warningText({ status: 'completed', warnings: [results, cache] })).toBe(
      `Completed; its results may be incomplete: ${results.message} ${cache.message}`,
    );
    expect(warningText({ status: 'completed', warnings: [cache] })).toBe(`Completed, with a warning: ${cache.message}`);
  });

  it('lists only the warnings of a failed job, and is empty without any', () => {
    expect(warningText({ status: 'failed', warnings: [cache] })).toBe(cache.message);
    expect(warningText({ status: 'completed' })).toBeNull();
  });
});
