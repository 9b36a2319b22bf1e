import type { ReactNode } from 'react';
import type { Live } from '../lib/use-live.js';
import { Loaded, NoSuchPage } from './page.js';

interface NodeData {
  readonly node: { readonly __typename: string } | null;
}

type Of<Data extends NodeData, Kind extends string> = Extract<Data['node'], { __typename: Kind }>;

/** The page of one thing; what is absent, hidden or of another kind is no page. */
export function NodePage<Data extends NodeData, Kind extends NonNullable<Data['node']>['__typename']>({
  live,
  kind,
  children,
}: {
  live: Live<Data>;
  kind: Kind;
  children: (node: Of<Data, Kind>) => ReactNode;
}) {
  return (
    <Loaded live={live}>
      {({ node }) => (node?.__typename === kind ? children(node as Of<Data, Kind>) : <NoSuchPage />)}
    </Loaded>
  );
}
