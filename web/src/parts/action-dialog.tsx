import type { ReactNode } from 'react';
import type { TypedDocument } from '../lib/typed-document.js';
import type { FormValues } from '../lib/form-values.js';
import type { SuccessOf } from '../lib/outcome.js';
import { DialogButton } from './dialog.js';
import { MutationForm } from './mutation-form.js';
import { useNotify } from './notices.js';

interface ActionDialogProps<Data extends object, Input> {
  readonly name: string;
  readonly label: string;
  readonly about?: string;
  readonly title: string;
  readonly tone?: 'primary' | 'danger';
  readonly document: TypedDocument<Data, { input: Input }>;
  readonly input: (values: FormValues, idempotencyKey: string) => Input;
  /** Said everywhere once it is done. */
  readonly done: string;
  readonly onSuccess?: (success: SuccessOf<Data>) => void;
  readonly children?: ReactNode;
}

/** A button whose act is explained, and completed where it needs more, in a dialog before it is done. */
export function ActionDialog<Data extends object, Input>(props: ActionDialogProps<Data, Input>) {
  const { name, label, about, title, tone, document, input, done, onSuccess, children } = props;
  const notify = useNotify();
  return (
    <DialogButton {...{ label, about, title, tone }}>
      {close => (
        <MutationForm
          {...{ name, document, input }}
          submit={label}
          tone={tone === 'danger' ? 'danger' : undefined}
          onSuccess={success => {
            close();
            notify(done);
            onSuccess?.(success);
          }}
        >
          {children}
        </MutationForm>
      )}
    </DialogButton>
  );
}
