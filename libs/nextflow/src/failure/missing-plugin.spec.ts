import { missingPlugin } from './missing-plugin.ts';

describe('a plugin that cannot be had', () => {
  it('is named with its version, its folder and what to do', () => {
    const output = 'Downloading plugin nf-schema@2.1.1\nERROR ~ Plugin with id nf-schema not found in any repository';
    expect(missingPlugin(['Plugin with id nf-schema not found in any repository'], output)).toBe(
      'The pipeline needs the Nextflow plugin nf-schema@2.1.1, which is not among those here and could not be fetched. ' +
        'Put the folder nf-schema-2.1.1 into the folder of plugins (REPRISE_PLUGINS_DIR), or let this machine reach the registry of plugins. Then rerun.',
    );
  });

  it('is named without a version where the pipeline pins none', () => {
    const error = 'Cannot find version for nf-hello plugin -- plugin versions MUST be specified in offline mode';
    expect(missingPlugin([error], '')).toMatch(/plugin nf-hello, .* the folder nf-hello-<version> /);
  });

  it('is not every error that mentions a plugin', () => {
    expect(missingPlugin(['Invalid plugin configuration'], '')).toBeNull();
  });
});
