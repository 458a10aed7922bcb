import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  DeviceApprovalBody,
  DeviceBody,
  DeviceTokenBody,
  type DeviceAnswer,
  type DeviceRequest,
  type WaitingDevice,
} from '@reprise/contracts';
import type { Request, Response } from 'express';
import { OneQuery } from '../../shared/http/page-query.ts';
import { DescribeAccess } from '../describe-access.ts';
import { DeviceSignIns } from './device-sign-ins.ts';
import { deviceBodies, deviceExamples } from './examples.ts';

/** Sign-in of programs: they ask, a person answers on the page. */
@Controller()
export class DevicesController {
  constructor(private readonly devices: DeviceSignIns) {}

  @Post('sign-in/device')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'Devices_start',
    ...{ tag: 'Sign-in', forEverybody: true, summary: 'Ask a person to sign in a program with a browser (RFC 8628)' },
    ...{ body: deviceBodies.start, answer: deviceExamples.request, problems: ['no_accounts'] },
  })
  start(@Body({ schema: DeviceBody }) body: DeviceBody, @Req() request: Request): Promise<DeviceRequest> {
    return this.devices.start(body, request);
  }

  @Post('sign-in/device/token')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'Devices_token',
    ...{ tag: 'Sign-in', forEverybody: true, summary: 'Get the API token, once the person has allowed it' },
    ...{ body: deviceBodies.token, answer: deviceExamples.answer },
    problems: ['device_rejected', 'device_over', 'too_many_tokens', 'log_away'],
  })
  token(@Body({ schema: DeviceTokenBody }) body: DeviceTokenBody, @Req() request: Request): Promise<DeviceAnswer> {
    return this.devices.redeem(body.device_code, request);
  }

  @Get('account/devices/:code')
  @DescribeAccess({
    operationId: 'Devices_show',
    ...{ tag: 'Account', summary: 'A program that waits to be signed in, by the code that it shows' },
    ...{ answer: deviceExamples.waiting, problems: ['unknown_device', 'no_account'] },
  })
  show(
    @Param('code') code: string,
    @Query({ schema: OneQuery }) _: unknown,
    @Req() request: Request,
  ): Promise<WaitingDevice> {
    return this.devices.show(code, request);
  }

  @Post('account/devices/:code/approve')
  @HttpCode(204)
  @DescribeAccess({
    operationId: 'Devices_approve',
    ...{ tag: 'Account', status: 204, summary: 'Sign in the program: it gets an API token of yours' },
    ...{ body: deviceBodies.approve, problems: ['unknown_device', 'no_account', 'role_above_own'] },
  })
  approve(
    @Param('code') code: string,
    @Body({ schema: DeviceApprovalBody }) body: DeviceApprovalBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.devices.approve(code, body, request, response);
  }

  @Post('account/devices/:code/reject')
  @HttpCode(204)
  @DescribeAccess({
    operationId: 'Devices_reject',
    ...{ tag: 'Account', status: 204, summary: 'Reject the program that waits to be signed in' },
    problems: ['unknown_device', 'no_account'],
  })
  reject(
    @Param('code') code: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.devices.reject(code, request, response);
  }
}
