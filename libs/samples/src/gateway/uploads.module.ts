import { Module } from '@nestjs/common';
import { SETTINGS } from '@reprise/gateway/shared/servers/tokens.ts';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import { TusServer } from './files/tus-server.ts';
import { Uploads } from './files/uploads.service.ts';
import { UploadsFolder } from './files/uploads-folder.ts';
import { UploadedSamplesController } from './samples/uploaded-samples.controller.ts';
import { UploadedSamples } from './samples/uploaded-samples.service.ts';
import { UploadsController } from './uploads.controller.ts';

/** Uploaded reads, and the samples created from them. */
@Module({
  // Samples first: their path would match an upload's.
  controllers: [UploadedSamplesController, UploadsController],
  providers: [
    {
      provide: UploadsFolder,
      useFactory: ({ uploads }: GatewaySettings) => new UploadsFolder(uploads.folder),
      inject: [SETTINGS],
    },
    TusServer,
    Uploads,
    UploadedSamples,
  ],
})
export class UploadsModule {}
