//! Lambert's azimuthal equal-area projection of the sphere: areas on the map are in proportion to areas on the ground.

/// The mean radius of the Earth, km.
pub const EARTH_RADIUS: f64 = 6371.0;

/// A map plane that touches the sphere at a point.
#[derive(Clone, Copy, Debug)]
pub struct EqualArea {
    longitude: f64,
    sine: f64,
    cosine: f64,
    radius: f64,
}

impl EqualArea {
    /// A plane that touches at a longitude and latitude in degrees; `radius` of the sphere in the unit of the map.
    pub fn touching(longitude: f64, latitude: f64, radius: f64) -> Self {
        let (sine, cosine) = latitude.to_radians().sin_cos();
        Self { longitude, sine, cosine, radius }
    }

    /// The plane of European statistics: it touches at 10 degrees east, 52 degrees north. Kilometres.
    pub fn of_europe() -> Self {
        Self::touching(10.0, 52.0, EARTH_RADIUS)
    }

    /// East and north of the touching point; none at its antipode, which has no place on the plane.
    pub fn project(&self, longitude: f64, latitude: f64) -> Option<(f64, f64)> {
        let (sine, cosine) = latitude.to_radians().sin_cos();
        let (sine_east, cosine_east) = (longitude - self.longitude).to_radians().sin_cos();
        let closeness = 1.0 + self.sine * sine + self.cosine * cosine * cosine_east;
        let stretch = self.radius * (2.0 / closeness).sqrt();
        let east = stretch * cosine * sine_east;
        let north = stretch * (self.cosine * sine - self.sine * cosine * cosine_east);
        (closeness > 1e-9 && east.is_finite() && north.is_finite()).then_some((east, north))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: (f64, f64), expected: (f64, f64), tolerance: f64) {
        assert!(
            (found.0 - expected.0).abs() < tolerance && (found.1 - expected.1).abs() < tolerance,
            "{found:?}"
        );
    }

    #[test]
    fn known_points_fall_where_they_should() {
        let europe = EqualArea::of_europe();
        close(europe.project(10.0, 52.0).unwrap(), (0.0, 0.0), 1e-9);
        // The pole is 38 degrees away: 2 R sin(19 degrees), due north.
        close(
            europe.project(10.0, 90.0).unwrap(),
            (0.0, 2.0 * EARTH_RADIUS * 19_f64.to_radians().sin()),
            1e-9,
        );
        // The example for the sphere in Snyder (1987). By hand: cos c = sin 40 sin -20 + cos 40 cos -20 cos 200 = -0.8963,
        // so the point lies 3 sqrt(2 + 2 x 0.8963) = 5.842 from the middle, and 4.2339^2 + 4.0258^2 = 5.842^2.
        let plane = EqualArea::touching(-100.0, 40.0, 3.0);
        close(plane.project(100.0, -20.0).unwrap(), (-4.233_930_3, 4.025_777_5), 1e-6);
        assert!(europe.project(-170.0, -52.0).is_none());
    }

    #[test]
    fn areas_are_kept() {
        // A cell of 1 by 1 degree has the area R^2 (pi/180) (sin of its north - sin of its south).
        let europe = EqualArea::of_europe();
        for (west, south) in [(-10.0, 36.0), (25.0, 68.0)] {
            let corner = |east: f64, north: f64| europe.project(west + east, south + north).unwrap();
            let ring: Vec<_> = (0..100)
                .map(|n| corner(f64::from(n) / 100.0, 0.0))
                .chain((0..100).map(|n| corner(1.0, f64::from(n) / 100.0)))
                .chain((0..100).map(|n| corner(1.0 - f64::from(n) / 100.0, 1.0)))
                .chain((0..100).map(|n| corner(0.0, 1.0 - f64::from(n) / 100.0)))
                .collect();
            let next = ring.iter().cycle().skip(1);
            let area = ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>() / 2.0;
            let height = (south + 1.0).to_radians().sin() - south.to_radians().sin();
            let expected = EARTH_RADIUS.powi(2) * 1_f64.to_radians() * height;
            assert!((area / expected - 1.0).abs() < 1e-4, "{area} {expected}");
        }
    }
}
