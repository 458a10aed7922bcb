import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { VERSION } from '@reprise/contracts';
import { allRoutes, routeName } from '@reprise/contracts/routes';
import { operationOf } from './operation.ts';
import { componentSchemas } from './schemas.ts';
import { withRights } from './with-rights.ts';

/** The OpenAPI document of the whole API. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Reprise')
    .setDescription('Starts, watches and controls Nextflow jobs. Errors are problem documents (RFC 9457).')
    .setOpenAPIVersion('3.1.0')
    .setVersion(VERSION)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer' })
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    autoTagControllers: false,
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  const schemas = { ...document.components?.schemas, ...componentSchemas() };
  const paths = withDescriptors(withRights(document).paths);
  return { ...document, paths, components: { ...document.components, schemas } };
}

/** Puts operations from descriptors in the place of those that are read from controllers. */
function withDescriptors(paths: OpenAPIObject['paths']): OpenAPIObject['paths'] {
  const all = { ...paths };
  for (const route of allRoutes) {
    const [method = '', path = ''] = routeName(route).split(' ');
    all[path] = { ...all[path], [method.toLowerCase()]: operationOf(route) };
  }
  return all;
}
