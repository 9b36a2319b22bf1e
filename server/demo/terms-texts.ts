/*
 * Sample words for reverse factoring, for the demo market. Whoever runs a real market has them checked by a lawyer in
 * every country it serves, and publishes its own.
 */

/** What suppliers and funders accept before their first listing or bid. */
export const reverseFactoringTerms = `TERMS OF EARLY PAYMENT
Reverse factoring, disclosed, without recourse

1. Who takes part
1.1 The Buyer receives goods or services and owes their price. The Supplier is owed that price. The Funder buys claims for early payment. The Operator runs the marketplace; it holds no money of the others and is party to no purchase.
1.2 These terms bind every Supplier and Funder that has accepted them, by the version and the hash that were shown to it. A later version binds only after it has been accepted, and changes no purchase made before.

2. What is for sale
2.1 Only an Invoice that the Buyer has approved under its Undertaking can be listed. The Supplier decides for each Invoice whether to list it; nobody is obliged to list, to bid or to accept.
2.2 By listing an Invoice the Supplier declares that the claim exists as stated, that the goods or services have been delivered, that the claim belongs to it alone, is neither assigned, pledged nor attached, may be assigned, and carries no agreement that would reduce it.

3. Bids and acceptance
3.1 A bid is a firm offer of the Funder to buy the whole claim at the price that follows from it. It stands until it is withdrawn, replaced, or expires; after the close it can no longer be withdrawn.
3.2 The marketplace shows the Supplier each offer as an amount of money on a value date, with its total cost and its yearly rate. A fee that is not shown does not exist.
3.3 The purchase is made at the moment at which the marketplace records the Supplier's acceptance of the price and value date that were shown. At most one offer for an Invoice is ever accepted.

4. Price
4.1 The discount is computed on the approved amount at the yearly rate of the bid, for the days from the value date (not counted) to the due date (counted) on a year of 360 days, rounded once to the cent, halves up. Where the due date is no business day, the next business day takes its place before the days are counted.
4.2 The price is the approved amount less the discount and less any flat fee of the bid. The Supplier bears this cost.
4.3 The Operator's fee of 0.30 % a year of the approved amount for the same days is owed by the Funder, shown apart, and billed monthly. It is never taken out of a payment between the parties.

5. Transfer of the claim
5.1 With the settlement of the price, and not before, the Supplier assigns the claim against the Buyer to the Funder, with all that belongs to it, in the amount approved. The Buyer has been told that claims listed here are assigned and consents to it.
5.2 If the price is not booked within five business days of the value date, or comes back, the purchase fails: the claim is, and always was, the Supplier's, and neither side owes the other anything under it.
5.3 If the price settles late for a reason on the Funder's side, the discount is computed anew to the day of settlement and the Funder owes the Supplier the difference.

6. No recourse
6.1 The Funder bears the risk that the Buyer does not pay, or pays late. It cannot turn to the Supplier for that.
6.2 The Supplier answers for its declarations in 2.2. Where one of them was untrue it repays the price, with the discount for the days gone by, against the claim.

7. Payment by the Buyer
7.1 On the due date the Buyer pays the approved amount to the account of whoever then holds the claim, from the payment list of the marketplace. Payment to anybody else does not free the Buyer; what the Supplier receives for a claim it has sold it holds for the Funder and passes on without delay.
7.2 Late payment bears interest for the holder of the claim as the law on late payment in commercial transactions provides. The Supplier is never charged for it.

8. Accounts
Money goes only to an account that a second person has verified and that the payee's bank has not called another's. After a change of account 72 hours pass before money goes to the new one.

9. What others see
A Funder sees of an Invoice the Buyer, the programme, the amount, the currency, the due date, the Undertaking and how earlier Invoices between the two were paid, in bands; of the Supplier its country, size and sector. It learns the Supplier's name with the purchase. No Funder ever sees another's bid. Each party keeps what it learns here to itself, but for what the law, its auditors and its own financiers may demand.

10. Suspension and end
10.1 The Operator may suspend an organization that breaks these terms or that the law forbids to trade. Purchases already made are carried out.
10.2 Each party may stop taking part at any time. What was purchased before stays under these terms.

11. Law
These terms, and every purchase under them, are governed by the law of the country of the Buyer's seat; its commercial courts decide.
`;

/** What the buyer promises with each release of an approval. */
export const reverseFactoringUndertaking = `UNDERTAKING TO PAY

For each invoice in this approval we, the Buyer, undertake irrevocably and unconditionally to pay the approved amount, in the invoice's currency, on its due date (or, where that is no business day, on the next business day) to whoever then holds the claim, to the account named by the payment list of the marketplace.

This promise is our own and independent of the contract with the Supplier. We pay in full, without set-off, counterclaim, retention or deduction of any kind, and whatever defence we may have against the Supplier, now or later: such matters remain between the Supplier and us, outside this promise.

We consent to the assignment of the claim, to one Funder or from one Funder to another, and take notice of it through the payment list. Payment to the holder named there frees us; payment to anybody else does not.

The promise begins for each invoice when its approval is released by a second person authorised by us, and ends when the approved amount has been paid to the holder of the claim.
`;
