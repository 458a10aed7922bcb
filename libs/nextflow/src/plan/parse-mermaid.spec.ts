import { recorded } from '../testing/recorded.ts';
import { parseMermaid } from './parse-mermaid.ts';

describe('the graph of a preview', () => {
  it('names steps in full and says which feeds which', () => {
    expect(parseMermaid(recorded('zoo.mmd'))).toEqual({
      steps: ['OUTER:INNER:MAKE', 'OUTER:INNER:UNTAGGED', 'INSIDE_NEXTFLOW', 'SILENT_OUTPUT'],
      edges: [
        ['OUTER:INNER:MAKE', 'OUTER:INNER:UNTAGGED'],
        ['OUTER:INNER:MAKE', 'INSIDE_NEXTFLOW'],
      ],
    });
  });

  it('walks through channels and operators, and through a loop of them once', () => {
    const text =
      'flowchart TB\nv1([B])\nv2(( ))\nv3(( ))\nv4([A])\nv0["Channel.of"]\nv0 --> v4\nv4 --> v2\nv2 --> v3\nv3 --> v2\nv3 --> v1\n';
    expect(parseMermaid(text)).toEqual({ steps: ['A', 'B'], edges: [['A', 'B']] });
  });

  it('reads the older form, with labels on edges and names in full', () => {
    const text =
      'flowchart TD\n    p0((Channel.of))\n    p1[SUB:OKP]\n    p2([collect])\n    p3[FAIL]\n    p0 --> p1\n    p1 -->|x| p3\n';
    expect(parseMermaid(text).steps).toContain('SUB:OKP');
    expect(parseMermaid(text).edges).toEqual([['SUB:OKP', 'FAIL']]);
  });

  it('is empty where there is none', () => {
    expect(parseMermaid('flowchart TB')).toEqual({ steps: [], edges: [] });
  });
});
