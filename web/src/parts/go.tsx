import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Leads to another place of this site, once: the router's own component does it again with each drawing. */
export function Go({ href }: { href: string }) {
  const router = useRouter();
  useEffect(() => {
    router.history.replace(href);
  }, [router, href]);
  return null;
}
