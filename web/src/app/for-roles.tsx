import type { FunctionComponent } from 'react';
import type { OrganizationRole } from '../graphql/documents.js';
import { NoSuchPage } from '../parts/page.js';
import { useViewer } from './market.js';

/** A page for some roles; to all others it does not exist. */
export function forRoles(roles: readonly OrganizationRole[], Screen: FunctionComponent): FunctionComponent {
  return function ForRoles() {
    const { organization } = useViewer();
    return organization.roles.some(role => roles.includes(role)) ? <Screen /> : <NoSuchPage />;
  };
}
