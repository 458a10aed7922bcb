import { chosenFiles, notTaken } from './chosen-files.ts';

describe('the files that a person selected', () => {
  const file = (name: string, text = 'x') => new File([text], name);

  it('are sent if their names are those of gzipped FASTQ files and they are not empty', () => {
    const reads = [file('A_R1.fastq.gz'), file('A_R2.FQ.GZ')];
    const chosen = chosenFiles([...reads, file('B_R1.fastq.gz', ''), file('A.bam'), file('notes.txt', '')]);
    expect(chosen).toEqual({ files: reads, empty: ['B_R1.fastq.gz'], others: ['A.bam', 'notes.txt'] });
  });

  it('are left out with the reason for each', () => {
    expect(notTaken({ empty: ['B_R1.fastq.gz'], others: ['A.bam'] }, ['C_R1.fastq.gz'])).toBe(
      'Not taken, since only .fastq.gz and .fq.gz can be used: A.bam. Not taken, since there is nothing in it: B_R1.fastq.gz. Copy it again from its source. Not sent, since a file of the same name and size is here: C_R1.fastq.gz. If its content differs, delete that file first.',
    );
    expect(notTaken({ empty: [], others: [] }, [])).toBe('');
  });
});
