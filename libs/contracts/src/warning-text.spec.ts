import { warningText } from './warning-text.ts';

const results = { about: 'results', message: 'Nextflow did not publish all results: the disk is full.' } as const;
const cache = { about: 'cache', message: "Nextflow's cache has none of its 2 tasks." } as const;

describe('the words of a job with warnings', () => {
  it('say of the results that they may be incomplete only where not all were published', () => {
    expect(warningText({ status: 'completed', warnings: [results, cache] })).toBe(
      `Completed; its results may be incomplete: ${results.message} ${cache.message}`,
    );
    expect(warningText({ status: 'completed', warnings: [cache] })).toBe(`Completed, with a warning: ${cache.message}`);
  });

  it('are the warnings alone of a job that failed, and none where it has none', () => {
    expect(warningText({ status: 'failed', warnings: [cache] })).toBe(cache.message);
    expect(warningText({ status: 'completed' })).toBeNull();
  });
});
