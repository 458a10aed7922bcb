import { Module } from '@nestjs/common';
import { SETTINGS } from '@reprise/gateway/shared/servers/tokens.ts';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import { TusServer } from './files/tus-server.ts';
import { Uploads } from './files/uploads.service.ts';
import { UploadsFolder } from './files/uploads-folder.ts';
import { UploadedSamplesController } from './samples/uploaded-samples.controller.ts';
import { UploadedSamples } from './samples/uploaded-samples.service.ts';
import { UploadsController } from './uploads.controller.ts';

/** Reads that people upload, and the samples they make of them. */
@Module({
  // Samples first: their address would be an upload's.
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
