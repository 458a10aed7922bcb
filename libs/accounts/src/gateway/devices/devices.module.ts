import { Module } from '@nestjs/common';
import { BetterAuthModule } from '../better-auth.module.ts';
import { TokensModule } from '../tokens/tokens.module.ts';
import { DeviceSignIns } from './device-sign-ins.ts';
import { DevicesController } from './devices.controller.ts';

/** Sign-ins of the command line, approved in a browser. */
@Module({ imports: [BetterAuthModule, TokensModule], controllers: [DevicesController], providers: [DeviceSignIns] })
export class DevicesModule {}
