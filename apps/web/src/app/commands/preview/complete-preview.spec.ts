import { aPreview, aPreviewStep } from '../../testing/previews.ts';
import { completePreview } from './complete-preview.ts';

describe('a received preview', () => {
  it('of 0.2.0 gets the facts that this release adds', () => {
    const { missing_inputs: _, changed_inputs: __, pipeline_missing: ___, may_remain: ____, ...known } = aPreview();
    const { expected_ms: _____, ...step } = aPreviewStep({ last_ms: 54_000 });
    expect(completePreview({ ...known, steps: [step] })).toEqual(
      aPreview({ steps: [aPreviewStep({ last_ms: 54_000 })] }),
    );
  });

  it('of this release is not changed', () => {
    const preview = aPreview({ changed_inputs: ['/mnt/inputs/P1'], steps: [aPreviewStep({ expected_ms: 5 })] });
    expect(completePreview(preview)).toEqual(preview);
  });

  it('can be absent', () => {
    expect(completePreview(null)).toBeNull();
  });
});
