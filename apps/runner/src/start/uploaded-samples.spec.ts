import { uploadedSamples } from './uploaded-samples.ts';

describe('uploadedSamples', () => {
  const root = '/data/uploads/samples';

  it('returns each sample that a parameter names, or a file in it', () => {
    const params = {
      input_dir: `${root}/A-1`,
      reads: [`${root}/B-2/B_R1.fastq.gz`, `${root}/B-2/B_R2.fastq.gz`],
      more: { list: `/data/x,${root}/C-3/*.fastq.gz` },
    };
    expect(uploadedSamples(root, params)).toEqual(['A-1', 'B-2', 'C-3'].map((name) => `${root}/${name}`));
  });

  it('returns each sample behind another path once', () => {
    const paths = [`${root}/A-1/A_R1.fastq.gz`, `${root}/A-1/A_R2.fastq.gz`, `${root}/B-2`, '/data/x'];
    expect(uploadedSamples(root, { input_dir: `${root}/B-2` }, paths).sort()).toEqual([`${root}/A-1`, `${root}/B-2`]);
  });

  it.each([root, `${root}/`, `${root}/..`, `${root}/../files/x`, '/data', 'samples/A', '', 7, null])(
    'returns nothing for %j',
    (value) => {
      expect(uploadedSamples(root, { value })).toEqual([]);
    },
  );
});
