import { Controller } from '@nestjs/common';
import type { Parsed } from '@reprise/contracts/http';
import { uploadedSampleRoutes, type UploadedSample, type UploadedSamplePage } from '../../contract/index.ts';
import { CallerParam, type Caller } from '@reprise/gateway/shared/http/caller.ts';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { UploadedSamples } from './uploaded-samples.service.ts';

@Controller()
export class UploadedSamplesController {
  constructor(private readonly samples: UploadedSamples) {}

  @Serve(uploadedSampleRoutes.list)
  list({ query }: Parsed<typeof uploadedSampleRoutes.list>): Promise<UploadedSamplePage> {
    return this.samples.list(query);
  }

  @Serve(uploadedSampleRoutes.make)
  make({ body }: Parsed<typeof uploadedSampleRoutes.make>, @CallerParam() caller: Caller): Promise<UploadedSample> {
    return this.samples.make(body, caller);
  }

  @Serve(uploadedSampleRoutes.remove)
  remove({ params: { id } }: Parsed<typeof uploadedSampleRoutes.remove>, @CallerParam() caller: Caller): Promise<void> {
    return this.samples.remove(id, undefined, caller);
  }

  @Serve(uploadedSampleRoutes.removeWithReason)
  removeWithReason(
    { params: { id }, body: { reason } }: Parsed<typeof uploadedSampleRoutes.removeWithReason>,
    @CallerParam() caller: Caller,
  ): Promise<void> {
    return this.samples.remove(id, reason, caller);
  }
}
