//! Lambert's azimuthal equal-area projection of the sphere: areas on the map are in proportion to areas on the ground.

/// The mean radius of the Earth, km.
pub const EARTH_RADIUS: f64 = 6371.0;

/// From the middle of a map to where a plane touches, at most, km: shapes are then as good as if it touched in the middle.
const NEAR: f64 = 1000.0;

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

    /// The plane, in kilometres, for what has these corners (longitude and latitude, degrees): it touches in the middle of
    /// them, or where that of European statistics does if that is near.
    pub fn near<'a>(corners: impl Iterator<Item = &'a (f64, f64)>) -> Self {
        let sum = corners.fold([0.0; 3], |sum, &(longitude, latitude)| {
            let (up, out) = latitude.to_radians().sin_cos();
            let (east, ahead) = longitude.to_radians().sin_cos();
            [sum[0] + out * ahead, sum[1] + out * east, sum[2] + up]
        });
        let longitude = sum[1].atan2(sum[0]).to_degrees();
        let latitude = sum[2].atan2(sum[0].hypot(sum[1])).to_degrees();
        let europe = Self::of_europe();
        let is_near = |(east, north): (f64, f64)| east.hypot(north) < NEAR;
        if europe.project(longitude, latitude).is_some_and(is_near) {
            return europe;
        }
        Self::touching(longitude, latitude, EARTH_RADIUS)
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
    fn a_plane_touches_in_the_middle_or_where_europes_does() {
        // two corners as far west and east of 47 degrees west, on the equator
        let near_brazil = EqualArea::near([(-50.0, 0.0), (-44.0, 0.0)].iter());
        close(near_brazil.project(-47.0, 0.0).unwrap(), (0.0, 0.0), 1e-6);
        // across the meridian where longitudes jump
        let fiji = EqualArea::near([(178.0, -17.0), (-178.0, -17.0)].iter());
        assert!(fiji.project(180.0, -17.0).unwrap().0.abs() < 1e-6);
        let germany = EqualArea::near([(6.0, 51.0), (14.0, 51.0)].iter());
        close(germany.project(10.0, 52.0).unwrap(), (0.0, 0.0), 1e-9);
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
