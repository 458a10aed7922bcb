import { Controller, Header, Req, Res } from '@nestjs/common';
import type { Parsed } from '@reprise/contracts/http';
import { type DeviceAnswer, type DeviceRequest, type WaitingDevice, deviceRoutes } from '../../contract/index.ts';
import type { Request, Response } from 'express';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { DeviceSignIns } from './device-sign-ins.ts';

/** Sign-in of programs, which a program requests and a user approves on the page. */
@Controller()
export class DevicesController {
  constructor(private readonly devices: DeviceSignIns) {}

  @Serve(deviceRoutes.start)
  @Header('cache-control', 'no-store')
  start({ body }: Parsed<typeof deviceRoutes.start>, @Req() request: Request): Promise<DeviceRequest> {
    return this.devices.start(body, request);
  }

  @Serve(deviceRoutes.token)
  @Header('cache-control', 'no-store')
  token({ body }: Parsed<typeof deviceRoutes.token>, @Req() request: Request): Promise<DeviceAnswer> {
    return this.devices.redeem(body.device_code, request);
  }

  @Serve(deviceRoutes.show)
  show({ params: { code } }: Parsed<typeof deviceRoutes.show>, @Req() request: Request): Promise<WaitingDevice> {
    return this.devices.show(code, request);
  }

  @Serve(deviceRoutes.approve)
  approve(
    { params: { code }, body }: Parsed<typeof deviceRoutes.approve>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.devices.approve(code, body, request, response);
  }

  @Serve(deviceRoutes.reject)
  reject(
    { params: { code } }: Parsed<typeof deviceRoutes.reject>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.devices.reject(code, request, response);
  }
}
