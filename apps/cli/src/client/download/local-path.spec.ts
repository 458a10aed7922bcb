import { localPath } from './local-path.ts';

describe('localPath', () => {
  it('keeps results inside of the folder', () => {
    expect(localPath('/tmp/out', 'vcf/a.vcf.gz')).toBe('/tmp/out/vcf/a.vcf.gz');
    for (const path of ['../x', 'a/../../x', '/etc/passwd', '..', '', 'a\0b'])
      expect(() => localPath('/tmp/out', path)).toThrow('The server names a file outside the results');
  });
});
