import { enabledEngines, namedExecutors } from './named-executors.ts';

describe('the executors in a config', () => {
  it.each([
    ["process.executor = 'slurm'", ['slurm']],
    ['process { withLabel: big { executor = "SGE" } }', ['sge']],
    ["executor { name = 'pbspro' }", ['pbspro']],
    ["process ALIGN { executor 'lsf' }\nprocess.executor = 'slurm'", ['lsf', 'slurm']],
    ["process.executor = 'local'", []],
    ['process.executor = params.executor', []],
    ['executor.queueSize = 8', []],
  ])('are those that it names: %j', (code, expected) => {
    expect(namedExecutors(code)).toEqual(expected);
  });

  it.each([
    ['docker.enabled = true', ['docker']],
    ['podman { enabled=true; runOptions = "-x" }', ['podman']],
    ['apptainer.enabled = true\nsingularity.enabled = true', ['apptainer', 'singularity']],
    ['docker.enabled = false', []],
    ['docker.enabled = params.docker', []],
    ['docker.registry = "quay.io"', []],
    ['docker.enabled = true\ndocker.enabled = false', []],
    ['docker { enabled = true; sudo = true }', []],
    ["docker.enabled = true\nprocess.executor = 'local'", ['docker']],
    ["apptainer.enabled = true\nprocess.executor = 'slurm'", []],
    ["apptainer.enabled = true\nprocess.beforeScript = 'module load apptainer'", []],
    ["apptainer.enabled = true\nprocess { module = 'apptainer/1.3' }", []],
  ])('are engines for containers on the machine of the runner: %j', (code, expected) => {
    expect(enabledEngines(code)).toEqual(expected);
  });
});
