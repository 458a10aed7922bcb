import { declaredLimits, scheduledLimit } from './declared-limits.ts';

describe('the time limits that a script declares', () => {
  it('are those of its processes, quoted or as a number with a unit', () => {
    const script = `
process ALIGN {
    tag "time 3"
    time '1d 6h'
    input:
    path reads
    script: "time 20s"
}
process CALL { time 20.min
  script: "call"
}
process FILTER {
  time(90000.ms)
  script: "filter"
}
`;
    expect(Object.fromEntries(declaredLimits(script))).toEqual({ ALIGN: 108_000_000, CALL: 1_200_000, FILTER: 90_000 });
  });

  it('exclude computed ones, processes without one, and commands of that name', () => {
    const script = `
process ALIGN {
  time { 4.h * task.attempt }
  script: "align"
}
process CALL {
  script:
  """
  time 5m
  """
}
`;
    expect([...declaredLimits(script)]).toEqual([]);
  });
});

describe('the time limit of a scheduler', () => {
  it.each([
    ['#SBATCH -t 01:30:00', 5_400_000],
    ['#SBATCH -t 2-00:00:00', 172_800_000],
    ['#PBS -l walltime=00:20:00', 1_200_000],
    ['#$ -l h_rt=00:00:30', 30_000],
    ['#BSUB -W 02:00', 7_200_000],
    ['#BSUB -W 15', 900_000],
    ['#SBATCH --mem 4G', null],
  ])('of %s is read', (line, limit) => {
    expect(scheduledLimit(`#!/bin/bash\n#SBATCH -J nf-ALIGN\n${line}\nset -e\n`)).toBe(limit);
  });
});
