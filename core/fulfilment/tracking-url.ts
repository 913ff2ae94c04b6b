/** Tracking pages of common carriers by lower-case name; `{}` stands for the tracking number. */
const PAGES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    dhl: 'https://www.dhl.com/en/home/tracking.html?tracking-id={}',
    dpd: 'https://www.dpdgroup.com/tracking?parcelNumber={}',
    fedex: 'https://www.fedex.com/fedextrack/?trknbr={}',
    gls: 'https://gls-group.com/track/{}',
    'royal mail': 'https://www.royalmail.com/track-your-item#/tracking-results/{}',
    ups: 'https://www.ups.com/track?tracknum={}',
    usps: 'https://tools.usps.com/go/TrackConfirmAction?tLabels={}',
  }),
);

/** The carrier's tracking page for a parcel; null for an unknown carrier. */
export function trackingUrlOf(carrier: string, trackingNumber: string): string | null {
  const page = PAGES.get(carrier.toLowerCase());
  return page === undefined ? null : page.replace('{}', encodeURIComponent(trackingNumber));
}
