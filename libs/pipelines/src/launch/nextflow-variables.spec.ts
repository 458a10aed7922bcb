import { isKeptFromNextflow, passesToNextflow } from './nextflow-variables.ts';
import { passedVariables } from './variables.ts';

describe('the variables that pass to Nextflow', () => {
  it.each([
    ...['NXF_HOME', 'NXF_OPTS', 'NXF_VER', 'NXF_SYNTAX_PARSER', 'NXF_PLUGINS_REGISTRY_URL', 'NXF_SINGULARITY_CACHEDIR'],
    ...['SLURM_CONF', 'SBATCH_ACCOUNT', 'DOCKER_HOST', 'CONTAINER_HOST', 'XDG_RUNTIME_DIR', 'KUBECONFIG', 'SGE_ROOT'],
    ...['AWS_REGION', 'AWS_DEFAULT_REGION'],
    ...['APPTAINER_CACHEDIR', 'APPTAINER_BIND', 'SINGULARITY_TMPDIR'],
  ])('include %s', (name) => {
    expect(passesToNextflow(name)).toBe(true);
  });

  it.each([
    ...['NXF_AGENT_MODE', 'NXF_DISABLE_JOBS_CANCELLATION', 'NXF_CACHE_DIR', 'NXF_CLOUDCACHE_PATH', 'NXF_UUID'],
    ...['NXF_TRACE', 'NXF_EXECUTOR', 'NXF_PARAMS_FILE', 'NXF_WORK', 'NXF_LOG_FILE', 'NXF_ANSI_LOG', 'NXF_CLI_OPTS'],
    'NXF_OF_A_RELEASE_TO_COME',
  ])('exclude %s, also if a manifest lists it', (name) => {
    expect([passesToNextflow(name), isKeptFromNextflow(name)]).toEqual([false, true]);
    expect(passedVariables({ [name]: 'true', LAB: 'x' }, [name, 'NXF_*', 'LAB'])).toEqual({ LAB: 'x' });
  });

  it.each([
    ...['APPTAINER_DOCKER_PASSWORD', 'SINGULARITY_DOCKER_PASSWORD', 'APPTAINER_ENCRYPTION_PASSPHRASE'],
    ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE'],
  ])('exclude %s, which a manifest may list', (name) => {
    expect(passesToNextflow(name)).toBe(false);
    expect(passedVariables({ [name]: 'x' }, [name])).toEqual({ [name]: 'x' });
  });
});
